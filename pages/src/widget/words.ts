/** The widget's own labels. What the bot says comes from the bot. */
export interface Words {
  name: string
  dialog: (name: string) => string
  bot: string
  agent: (name: string) => string
  someAgent: string
  queue: string
  queueUntil: (when: string) => string
  person: string
  personAsked: string
  close: string
  log: string
  placeholder: string
  send: string
  greeting: string
  writing: string
  writes: (name: string) => string
  sending: string
  waiting: string
  lost: string
  unusable: string
  sources: string
  source: string
  choices: string
  newer: string
  you: string
  said: (name: string) => string
}

const de: Words = {
  name: 'Lotse',
  dialog: (name) => `Chat mit ${name}`,
  bot: 'Digitale Hilfe, antwortet sofort',
  agent: (name) => `Du sprichst mit ${name}`,
  someAgent: 'Du sprichst mit einem Menschen',
  queue: 'Wartet auf einen Menschen',
  queueUntil: (when) => `Wartet auf einen Menschen – Antwort bis ${when} Uhr`,
  person: 'Mit einem Menschen sprechen',
  personAsked: 'Ein Mensch weiß schon Bescheid',
  close: 'Chat schließen',
  log: 'Verlauf',
  placeholder: 'Schreib etwas …',
  send: 'Senden',
  greeting: 'Hallo! Wobei kann ich dir helfen?',
  writing: 'Schreibt gerade',
  writes: (name) => `${name} schreibt`,
  sending: 'Wird gesendet',
  waiting: 'Wird gesendet, sobald du wieder verbunden bist',
  lost: 'Keine Verbindung. Wir versuchen es weiter, nichts geht verloren.',
  unusable: 'Das konnten wir so nicht annehmen. Bitte schreib es anders.',
  sources: 'Quellen',
  source: 'Quelle',
  choices: 'Antworten zur Auswahl',
  newer: 'Neue Antwort',
  you: 'Du',
  said: (name) => `${name} sagt:`,
}

const en: Words = {
  name: 'Lotse',
  dialog: (name) => `Chat with ${name}`,
  bot: 'Digital help, answers right away',
  agent: (name) => `You are talking to ${name}`,
  someAgent: 'You are talking to a person',
  queue: 'Waiting for a person',
  queueUntil: (when) => `Waiting for a person – answer by ${when}`,
  person: 'Talk to a person',
  personAsked: 'A person has been asked already',
  close: 'Close chat',
  log: 'Conversation',
  placeholder: 'Write something …',
  send: 'Send',
  greeting: 'Hello! How can I help you?',
  writing: 'Writing',
  writes: (name) => `${name} is writing`,
  sending: 'Sending',
  waiting: 'Will be sent as soon as you are connected again',
  lost: 'No connection. We keep trying, nothing gets lost.',
  unusable: 'We could not take that as it is. Please put it differently.',
  sources: 'Sources',
  source: 'Source',
  choices: 'Answers to choose from',
  newer: 'New answer',
  you: 'You',
  said: (name) => `${name} says:`,
}

/** The labels in the language, or in English. */
export function wordsOf(language: string): Words {
  return language.toLowerCase().startsWith('de') ? de : en
}
