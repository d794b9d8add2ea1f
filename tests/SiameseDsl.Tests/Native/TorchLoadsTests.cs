using TorchSharp;

namespace SiameseDsl.Tests.Native;

/// <summary>The native libraries that the build puts beside a program load on this machine.</summary>
public sealed class TorchLoadsTests
{
    [Fact]
    public void Torch_multiplies_matrices()
    {
        torch.set_num_threads(1);
        using var scope = torch.NewDisposeScope();

        var a = torch.tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        var product = a.mm(a);

        Assert.Equal([7f, 10f, 15f, 22f], product.data<float>().ToArray());
    }
}
