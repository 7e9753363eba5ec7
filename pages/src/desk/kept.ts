/** What the desk remembers on this machine: language, sound, and up to where each conversation was read. */
const prefix = 'lotse.desk.'

function read<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(prefix + key) ?? 'null') as T | null) ?? otherwise
  } catch {
    return otherwise
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value))
  } catch {
    // a full or forbidden storage costs a preference, nothing else
  }
}

export class Kept {
  language: string = read('language', navigator.language.slice(0, 2) === 'de' ? 'de' : 'en')
  sound: boolean = read('sound', false)
  private seen: Record<string, number> = read('seen', {})

  set(change: Partial<Pick<Kept, 'language' | 'sound'>>): void {
    Object.assign(this, change)
    for (const [key, value] of Object.entries(change)) write(key, value)
  }

  readUpTo(id: string): number {
    return this.seen[id] ?? 0
  }

  /** Marks a conversation as read, and forgets those that were not touched for the longest time. */
  markRead(id: string, seq: number): void {
    if (this.readUpTo(id) >= seq) return
    delete this.seen[id]
    this.seen[id] = seq
    this.seen = Object.fromEntries(Object.entries(this.seen).slice(-500))
    write('seen', this.seen)
  }
}

/** Two soft notes. */
export function chime(): void {
  const audio = new AudioContext()
  ;[660, 880].forEach((frequency, i) => {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    const at = audio.currentTime + i * 0.14
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.08, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.5)
  })
  setTimeout(() => void audio.close(), 1500)
}
