import { Desk } from './desk.ts'

document.body.append(new Desk())
