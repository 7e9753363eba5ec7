package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
	"github.com/lotse-bot/lotse/llm/builtin/internal/encoder"
)

// manifest is the part of a TensorFlow.js model that says where the weights are.
type manifest struct {
	WeightsManifest []struct {
		Paths   []string `json:"paths"`
		Weights []struct {
			Name  string `json:"name"`
			Shape []int  `json:"shape"`
			Dtype string `json:"dtype"`
		} `json:"weights"`
	} `json:"weightsManifest"`
}

// tensors reads all weights of float32 by name.
func tensors(files map[string][]byte) (map[string][]float32, error) {
	var m manifest
	if err := json.Unmarshal(files["model.json"], &m); err != nil {
		return nil, fmt.Errorf("model.json: %w", err)
	}
	all := map[string][]float32{}
	for _, group := range m.WeightsManifest {
		var data []byte
		for _, path := range group.Paths {
			data = append(data, files[path]...)
		}
		for _, w := range group.Weights {
			size := 1
			for _, n := range w.Shape {
				size *= n
			}
			if len(data) < 4*size {
				return nil, fmt.Errorf("weights end before %s", w.Name)
			}
			if w.Dtype == "float32" {
				all[w.Name] = floats(data[:4*size])
			}
			data = data[4*size:]
		}
	}
	return all, nil
}

func floats(data []byte) []float32 {
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

const (
	applied = "module_apply_default/Encoder_en/KonaTransformer/Encode/"
	module  = "module/Encoder_en/KonaTransformer/Encode/"
	joined  = "/ConcatPartitions/concat"
)

// addEncoder adds the sections that package encoder loads.
func addEncoder(w *asset.Writer, files map[string][]byte) error {
	all, err := tensors(files)
	if err != nil {
		return err
	}
	c := converter{w: w, tensors: all}
	c.pieces(files["vocab.json"])
	c.embedding("module/Embeddings_en")
	for i, width := range [...]int{256, 512} {
		c.layer(i, width)
	}
	const last = "module/Encoder_en/hidden_layers/tanh_layer_0/"
	c.linear("use.last", last+"weights", last+"bias", 512, 512)
	return c.err
}

// A converter keeps the first error, so that the list of weights reads as a list.
type converter struct {
	w       *asset.Writer
	tensors map[string][]float32
	err     error
}

func (c *converter) layer(i, width int) {
	name := fmt.Sprintf("use.%d.", i)
	from := fmt.Sprintf("Layer_%d/TransformerLayer/", i)
	attention, feed := from+"MultiheadAttention/", from+"FFN/"
	const norm = "layer_prepostprocess/layer_norm/layer_norm_"
	c.floats(name+"norm1.s", applied+from+norm+"scale"+joined, width)
	c.floats(name+"norm1.b", applied+from+norm+"bias"+joined, width)
	c.linear(name+"qkv", module+attention+"qkv_transform_single/kernel/part_0", applied+attention+"qkv_transform_single/bias"+joined, width, 3*width)
	c.linear(name+"out", module+attention+"output_transform_single/kernel/part_0", applied+attention+"output_transform_single/bias"+joined, width, 512)
	c.floats(name+"norm2.s", applied+feed+norm+"scale"+joined, 512)
	c.floats(name+"norm2.b", applied+feed+norm+"bias"+joined, 512)
	stack := "TransformerStack/" + feed
	c.linear(name+"up", applied+stack+"conv1/Tensordot/Reshape_1", applied+feed+"conv1/bias"+joined, 512, 1536)
	c.linear(name+"down", applied+stack+"conv2/Tensordot/Reshape_1", applied+feed+"conv2/bias"+joined, 1536, 512)
	if width != 512 {
		c.linear(name+"widen", applied+from+"dense/kernel"+joined, applied+from+"dense/bias"+joined, width, 512)
	}
}

// tensor gives a weight of a known size; names that are not there under one prefix are under the other.
func (c *converter) tensor(name string, size int) []float32 {
	t, ok := c.tensors[name]
	if !ok {
		t, ok = c.tensors[strings.Replace(name, applied, module, 1)]
	}
	if c.err == nil && (!ok || len(t) != size) {
		c.err = fmt.Errorf("weight %s has %d numbers instead of %d", name, len(t), size)
	}
	if c.err != nil {
		return make([]float32, size)
	}
	return t
}

func (c *converter) floats(name, from string, size int) { c.w.AddFloats(name, c.tensor(from, size)) }

func (c *converter) linear(name, weights, bias string, in, out int) {
	packed, scale := encoder.Pack(c.tensor(weights, in*out), in, out)
	c.w.Add(name+".w", packed)
	c.w.AddFloats(name+".s", scale)
	c.floats(name+".b", bias, out)
}

// embedding adds the rows of the sentence pieces, each with a scale of its own.
func (c *converter) embedding(from string) {
	const width = 256
	t := c.tensors[from]
	rows, scales := make([]byte, 0, len(t)), make([]float32, 0, len(t)/width)
	for ; len(t) >= width; t = t[width:] {
		scale := most(t[:width]) / 127
		scales = append(scales, scale)
		for _, v := range t[:width] {
			rows = append(rows, byte(encoder.Quantize(v, scale)))
		}
	}
	c.w.Add("use.embedding.w", rows)
	c.w.AddFloats("use.embedding.s", scales)
}

func most(values []float32) (largest float32) {
	for _, v := range values {
		largest = max(largest, v, -v)
	}
	return largest
}

// pieces adds the vocabulary: [["▁the", -3.5], ...], the index being the ID.
func (c *converter) pieces(vocabulary []byte) {
	var list [][2]any
	if err := json.Unmarshal(vocabulary, &list); err != nil {
		c.err = fmt.Errorf("vocab.json: %w", err)
		return
	}
	texts, scores := make([]string, len(list)), make([]float32, len(list))
	for i, entry := range list {
		text, _ := entry[0].(string)
		score, _ := entry[1].(float64)
		if strings.Contains(text, "\n") {
			c.err = fmt.Errorf("vocab.json: piece %d has a line break", i)
		}
		texts[i], scores[i] = text, float32(score)
	}
	c.w.Add("use.pieces", []byte(strings.Join(texts, "\n")))
	c.w.AddFloats("use.pieces.s", scores)
}
