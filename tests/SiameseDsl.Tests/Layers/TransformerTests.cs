using SiameseDsl.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Tests.Layers;

/// <summary>The layers that TorchSharp lacks, against TorchSharp's own where it has one, else against loops in double precision.</summary>
public class TransformerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_norms_behind_each_half_it_is_TorchSharps_own_encoder(bool relu)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        using var own = new TransformerStack(width: 12, blocks: 2, heads: 3, feedForward: 20, dropout: 0, relu: relu, normFirst: false);
        using var block = TransformerEncoderLayer(12, 3, 20, 0, relu ? Activations.ReLU : Activations.GELU);
        using var theirs = TransformerEncoder(block, 2);
        Copy(own, theirs);
        Tensor input = randn(5, 7, 12);

        Tensor expected = theirs.call(input.transpose(0, 1), null!, null!).transpose(0, 1);

        Assert.True(own.call(input).allclose(expected, 1e-4, 1e-5));
    }

    [Fact]
    public void With_norms_before_each_half_it_is_what_loops_in_double_precision_give()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using var stack = new TransformerStack(width: 6, blocks: 1, heads: 2, feedForward: 5, dropout: 0, relu: true, normFirst: true);
        foreach ((string _, Parameter parameter) in stack.named_parameters())
        {
            using (no_grad())
            {
                init.normal_(parameter, 0.1, 0.5);
            }
        }

        Tensor input = randn(1, 4, 6);

        float[] real = stack.call(input).data<float>().ToArray();

        double[] expected = AttentionByLoops.Block(stack, input, heads: 2);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(expected[i], real[i], 1e-4);
        }
    }

    [Fact]
    public void Without_positions_the_order_of_the_steps_is_invisible()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        using var stack = new TransformerStack(8, 2, 2, 16);
        using var learned = new LearnedPositions(6, 8);
        using var waves = new SinusoidalPositions(6, 8);
        stack.eval();
        Tensor input = randn(1, 6, 8);
        Tensor turned = input.flip(1);

        Assert.True(stack.call(input).flip(1).allclose(stack.call(turned), 1e-4, 1e-5));
        Assert.False(stack.call(learned.call(input)).flip(1).allclose(stack.call(learned.call(turned)), 1e-4, 1e-5));
        Assert.False(stack.call(waves.call(input)).flip(1).allclose(stack.call(waves.call(turned)), 1e-4, 1e-5));
    }

    [Fact]
    public void Sinusoidal_positions_are_the_papers()
    {
        using DisposeScope scope = NewDisposeScope();
        using var waves = new SinusoidalPositions(50, 8);

        Tensor added = waves.call(zeros(1, 50, 8));

        foreach ((int step, int feature) in (ReadOnlySpan<(int, int)>)[(0, 0), (0, 1), (3, 0), (3, 1), (17, 4), (17, 5), (49, 6), (49, 7)])
        {
            int pair = feature / 2;
            double angle = step / Math.Pow(10_000, 2.0 * pair / 8);
            Assert.Equal(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle), added[0, step, feature].item<float>(), 1e-6);
        }
    }

    [Fact]
    public void Dropout_acts_in_training_only_and_everything_has_a_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        using var stack = new TransformerStack(8, 2, 2, 16, dropout: 0.5);
        Tensor input = randn(3, 5, 8);

        Assert.False(stack.call(input).allclose(stack.call(input)));
        stack.call(input).square().sum().backward();
        Assert.All(stack.named_parameters(), entry => Assert.True(entry.parameter.grad is not null && entry.parameter.grad.isfinite().all().item<bool>(), entry.name));
        stack.eval();
        Assert.True(stack.call(input).allclose(stack.call(input)));
    }

    [Fact]
    public void The_weights_have_PyTorchs_names_and_live_outside_the_scope_they_were_made_in()
    {
        TransformerStack stack;
        LearnedPositions positions;
        using (NewDisposeScope())
        {
            stack = new TransformerStack(8, 1, 2, 16);
            positions = new LearnedPositions(5, 8);
        }

        Assert.Equal(
            [
                "layers.0.linear1.bias", "layers.0.linear1.weight", "layers.0.linear2.bias", "layers.0.linear2.weight", "layers.0.norm1.bias", "layers.0.norm1.weight", "layers.0.norm2.bias", "layers.0.norm2.weight",
                "layers.0.self_attn.in_proj_bias", "layers.0.self_attn.in_proj_weight", "layers.0.self_attn.out_proj.bias", "layers.0.self_attn.out_proj.weight", "norm.bias", "norm.weight",
            ],
            stack.state_dict().Keys.Order(StringComparer.Ordinal));
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([2, 5, 8], stack.call(positions.call(randn(2, 5, 8))).shape);
        stack.Dispose();
        positions.Dispose();
    }

    [Fact]
    public void A_forward_pass_leaves_nothing_but_its_result()
    {
        using var stack = new TransformerStack(8, 2, 2, 16);
        using Tensor input = randn(3, 5, 8);
        using (stack.call(input))
        {
        }

        DisposeScopeManager.Statistics.Reset();
        using (no_grad())
        using (stack.call(input))
        {
        }

        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Adaptive_pools_of_volumes_take_the_largest_of_each_box()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(7);
        Tensor input = randn([2, 3, 5, 7, 4]);

        Tensor pooled = Pooling.AdaptiveMaxPool3d(input, [2, 3, 4]);

        Assert.Equal([2, 3, 2, 3, 4], pooled.shape);
        for (int d = 0; d < 2; d++)
        {
            for (int h = 0; h < 3; h++)
            {
                // Windows from floor(i n / m) to ceil((i + 1) n / m), as PyTorch documents.
                Tensor box = input[.., .., (d * 5 / 2)..(((d + 1) * 5 + 1) / 2), (h * 7 / 3)..(((h + 1) * 7 + 2) / 3), ..];
                Assert.True(pooled[.., .., d, h, ..].allclose(box.amax([2, 3])));
            }
        }
    }

    private static void Copy(Module from, Module to)
    {
        Dictionary<string, Tensor> source = from.state_dict();
        Dictionary<string, Tensor> target = to.state_dict();
        Assert.Equal(source.Keys.Order(StringComparer.Ordinal), target.Keys.Order(StringComparer.Ordinal));
        using (no_grad())
        {
            foreach ((string name, Tensor value) in target)
            {
                value.copy_(source[name]);
            }
        }
    }
}
