package embedded

// free are the numbers that were given back. They are taken again before new ones, so that what goes leaves no gaps behind that
// would have to be closed some day.
type free []int32

// take gives a number: one that was given back, or the next.
func (f *free) take(next int) int32 {
	n := len(*f) - 1
	if n < 0 {
		return int32(next)
	}
	number := (*f)[n]
	*f = (*f)[:n]
	return number
}

func (f *free) give(number int32) { *f = append(*f, number) }

// put writes what belongs to a number that was taken.
func put[T any](all []T, number int32, one T) []T {
	if int(number) == len(all) {
		return append(all, one)
	}
	all[number] = one
	return all
}
