namespace Julie.Graphs;

/// <summary>Where a graph's numbers come from.</summary>
/// <param name="name">The parameter's name in a Hugging Face checkpoint, as in <c>encoder.layer.0.attention.self.query.weight</c>.</param>
/// <param name="shape">Its shape there; a linear layer's weight is [out, in].</param>
public delegate float[] BertWeights(string name, long[] shape);

