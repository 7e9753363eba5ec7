import { html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { dayOf, isDay, nextDays, sayDay } from './days.ts'
import type { DatePicker } from './protocol.ts'
import type { Setting } from './setting.ts'

/** How many days can be picked with one click. */
const near = 5

/** Asks for a day: the next ones with a click, any other with the device's own picker. */
@customElement('lotse-date')
export class DateElement extends LitElement {
  @property({ attribute: false }) picker!: DatePicker
  @property({ attribute: false }) setting!: Setting
  @state() private day = ''
  @state() private problem = ''

  protected override createRenderRoot() {
    return this
  }

  override render() {
    const { min, max } = this.picker
    const { words, language } = this.setting
    return html`<form class="form date" novalidate @submit=${this.submit}>
      <div class="days">${nextDays(new Date(), min, max, near).map((d) => html`<button class="choice" type="button" aria-label="${this.near(d)}, ${sayDay(d, language)}" @click=${() => this.take(d)}>${this.near(d)}</button>`)}</div>
      <div class="field ${this.problem ? 'bad' : ''}">
        <label for="day">${words.day}</label>
        <span class="beside">
          <input id="day" type="date" min=${min ?? ''} max=${max ?? ''} .value=${this.day} aria-invalid=${!!this.problem} aria-describedby="day-problem" @input=${(e: Event) => (this.day = (e.target as HTMLInputElement).value)} />
          <button class="choice chief" type="submit">${words.dayTake}</button>
        </span>
        <span class="problem" id="day-problem" role="alert">${this.problem}</span>
      </div>
    </form>`
  }

  private near(day: string): string {
    const now = new Date()
    if (day === dayOf(now)) return this.setting.words.today
    if (day === dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 12))) return this.setting.words.tomorrow
    return sayDay(day, this.setting.language, 'short')
  }

  private submit(e: Event): void {
    e.preventDefault()
    const { min, max } = this.picker
    const { words, language } = this.setting
    const say = (day: string | undefined) => day && sayDay(day, language)
    if (!isDay(this.day)) this.problem = words.noDay
    else if ((min && this.day < min) || (max && this.day > max)) this.problem = words.outside(say(min), say(max))
    else return this.take(this.day)
    this.querySelector<HTMLElement>('#day')?.focus()
  }

  private take(day: string): void {
    this.setting.acts.say(sayDay(day, this.setting.language), this.picker.payload + day)
  }
}
