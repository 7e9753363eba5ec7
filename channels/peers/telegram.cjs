// Runs telegram-test-api, a stand-in for Telegram's Bot API that others wrote. Each line read is something a person does:
// {"say": "text"} or {"press": "data"}. Each line written is something the bot did.
const TelegramServer = require('telegram-test-api')
const { createInterface } = require('node:readline')

const [port, token] = process.argv.slice(2)
const server = new TelegramServer({ port: Number(port), host: '127.0.0.1' })
const out = (o) => process.stdout.write(JSON.stringify(o) + '\n')

server.start().then(() => {
  const person = server.getClient(token, { userId: 4711, chatId: 4711, firstName: 'Ada' })
  out({ ready: true })
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const { say, press } = JSON.parse(line)
    if (say) await person.sendMessage(say.startsWith('/') ? person.makeCommand(say) : person.makeMessage(say))
    if (press) await person.sendCallback(person.makeCallbackQuery(press))
  })
  createInterface({ input: process.stdin }).on('close', () => process.exit(0))
  let seen = 0
  setInterval(() => {
    for (const m of server.storage.botMessages.slice(seen)) out({ message: m.message })
    seen = server.storage.botMessages.length
  }, 20)
})
