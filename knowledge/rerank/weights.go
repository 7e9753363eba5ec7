package rerank

// Weights are what a standard score of each feature counts. They are a softmax regression over documents (each as good as its
// best passage) by gradient descent on the open suites, every suite counting the same: for one language cwa_de, cwa_en, xquad_de
// and xquad_en (every fourth question), mtrag_un, and the rows of omos_de that its authors train on; for two the four crossed ones.
// What came out below 0 is 0: a sign nobody can explain would not hold elsewhere.
type weights [featureCount]float64

// Words of another language rarely match by anything but accident, so there meaning and concepts decide. Both rows add up to the
// same, so that passages of both languages can be compared.
var (
	sameTongue = weights{
		words: 0.60, grams: 0.40, cosine: 0.45, concepts: 0.10, ofTitle: 0.36, near: 0.18,
		titleCosine: 0.05, documentCosine: 0.38, documentCovered: 0.13,
	}
	otherTongue = weights{
		grams: 0.40, cosine: 0.62, concepts: 0.21, covered: 0.18, inTitle: 0.05, ofTitle: 0.26, near: 0.06,
		titleCosine: 0.61, documentCosine: 0.12, documentCovered: 0.14,
	}
)
