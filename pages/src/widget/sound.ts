let context: AudioContext | undefined

/** A soft knock: two short tones, made here, so that nothing is loaded. Browsers keep it silent until the page was touched. */
export function knock(): void {
  try {
    context ??= new AudioContext()
    if (context.state !== 'running') return
    tone(context, 587, 0)
    tone(context, 784, 0.11)
  } catch {
    // no sound, nothing more
  }
}

/** Sound is allowed from a gesture on: this is one. */
export function allowSound(): void {
  context ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext()
  void context?.resume()
}

function tone(on: AudioContext, pitch: number, after: number): void {
  const at = on.currentTime + after
  const wave = on.createOscillator()
  const loud = on.createGain()
  wave.frequency.value = pitch
  loud.gain.setValueAtTime(0, at)
  loud.gain.linearRampToValueAtTime(0.06, at + 0.015)
  loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.35)
  wave.connect(loud).connect(on.destination)
  wave.start(at)
  wave.stop(at + 0.4)
}
