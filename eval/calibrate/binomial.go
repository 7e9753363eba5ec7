package calibrate

import "math"

// atMost is the probability that at most k of n are wrong if each is with probability p.
func atMost(k, n int, p float64) float64 {
	switch {
	case k >= n || p <= 0:
		return 1
	case p >= 1:
		return 0
	}
	if float64(k) >= float64(n)*p { // the smaller tail, whose terms fall from its first on
		return max(1-tail(n-k-1, n, 1-p), 0)
	}
	return tail(k, n, p)
}

// tail is atMost for a k below the mean.
func tail(k, n int, p float64) float64 {
	if k < 0 {
		return 0
	}
	choose := gamma(n+1) - gamma(k+1) - gamma(n-k+1)
	term := math.Exp(choose + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	sum := term
	for i := k; i > 0 && term > sum*1e-17; i-- {
		term *= float64(i) / float64(n-i+1) * (1 - p) / p
		sum += term
	}
	return min(sum, 1)
}

// gamma is ln((x-1)!).
func gamma(x int) float64 {
	l, _ := math.Lgamma(float64(x))
	return l
}

// Bound is the exact upper bound of the share that is wrong, if k of n were, that holds with probability sure (Clopper and
// Pearson 1934, one-sided).
func Bound(k, n int, sure float64) float64 {
	low, high := float64(k)/float64(max(n, 1)), 1.0
	for range 60 {
		if mid := (low + high) / 2; atMost(k, n, mid) > 1-sure {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}
