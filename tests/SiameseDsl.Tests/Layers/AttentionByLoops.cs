using SiameseDsl.Layers;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Layers;

/// <summary>One pre-norm transformer block with relu and the final norm, written out in loops over doubles from the formulas.</summary>
internal static class AttentionByLoops
{
    public static double[] Block(TransformerStack stack, Tensor input, int heads)
    {
        Dictionary<string, double[]> weights = stack.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().data<float>().ToArray().Select(value => (double)value).ToArray());
        int length = (int)input.shape[1];
        int width = (int)input.shape[2];
        double[][] x = [.. input.data<float>().ToArray().Select(value => (double)value).Chunk(width)];
        double[] W(string name) => weights["layers.0." + name];

        double[][] normed = [.. x.Select(row => Norm(row, W("norm1.weight"), W("norm1.bias")))];
        double[][] projected = [.. normed.Select(row => Linear(row, W("self_attn.in_proj_weight"), W("self_attn.in_proj_bias")))];
        int size = width / heads;
        double[][] mixed = [.. Enumerable.Range(0, length).Select(_ => new double[width])];
        for (int head = 0; head < heads; head++)
        {
            for (int query = 0; query < length; query++)
            {
                double[] scores = [.. Enumerable.Range(0, length).Select(key => Enumerable.Range(0, size).Sum(i => projected[query][(head * size) + i] * projected[key][width + (head * size) + i]) / Math.Sqrt(size))];
                double sum = scores.Sum(Math.Exp);
                for (int i = 0; i < size; i++)
                {
                    mixed[query][(head * size) + i] = Enumerable.Range(0, length).Sum(key => Math.Exp(scores[key]) / sum * projected[key][(2 * width) + (head * size) + i]);
                }
            }
        }

        for (int step = 0; step < length; step++)
        {
            x[step] = Add(x[step], Linear(mixed[step], W("self_attn.out_proj.weight"), W("self_attn.out_proj.bias")));
            double[] hidden = [.. Linear(Norm(x[step], W("norm2.weight"), W("norm2.bias")), W("linear1.weight"), W("linear1.bias")).Select(value => Math.Max(0, value))];
            x[step] = Norm(Add(x[step], Linear(hidden, W("linear2.weight"), W("linear2.bias"))), weights["norm.weight"], weights["norm.bias"]);
        }

        return [.. x.SelectMany(row => row)];
    }

    private static double[] Norm(double[] row, double[] scale, double[] shift)
    {
        double mean = row.Average();
        double deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + 1e-5);
        return [.. row.Select((value, i) => ((value - mean) / deviation * scale[i]) + shift[i])];
    }

    private static double[] Linear(double[] row, double[] weight, double[] bias) =>
        [.. bias.Select((shift, unit) => shift + row.Select((value, i) => value * weight[(unit * row.Length) + i]).Sum())];

    private static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];
}
