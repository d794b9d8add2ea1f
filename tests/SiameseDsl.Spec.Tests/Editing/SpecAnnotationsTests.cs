using SiameseDsl.Spec.Editing;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Editing;

public sealed class SpecAnnotationsTests
{
    private const string Text = """
        siamese: 1
        model: Digits
        input: { shape: [1, 28, 28] }
        tower:
          - repeat:
              times: 2
              layers:
                - conv2d: { filters: 8, bias: false }
                - max_pool: 2
          - flatten
          - dense: { name: embedding, units: 64, activation: tanh }
        head: { l1: { layers: [{ dense: 16 }, relu, { dense: 1 }] } }
        loss: bce
        variants:
          two: { sharing: separate }
          other: { tower: [flatten, dense: 10] }
        """;

    [Fact]
    public void A_layer_is_told_where_it_is_written_with_all_its_copies()
    {
        IReadOnlyList<LayerAnnotation> annotations = Of("base");

        Assert.Equal(["conv2d", "max_pool", "flatten", "dense", "dense", "relu", "dense"], annotations.Select(annotation => annotation.Kind));
        Assert.Equal("(8, 28, 28), (8, 14, 14), 2 layers, 648 parameters, 169,344 MACs", annotations[0].Text);
        Assert.Equal("(8, 14, 14), (8, 7, 7), 2 layers", annotations[1].Text);
        Assert.Equal("(392)", annotations[2].Text);
        Assert.Equal("(64), 25,152 parameters, 25,088 MACs", annotations[3].Text);
        Assert.Equal((10, "embedding"), (annotations[3].Span.StartLine, annotations[3].Names[0]));
        Assert.Equal("(1), 17 parameters, 16 MACs", annotations[6].Text);
    }

    [Fact]
    public void Towers_of_their_own_count_their_weights_twice_and_their_work_once()
    {
        IReadOnlyList<LayerAnnotation> annotations = Of("two");

        Assert.Equal("(64), 50,304 parameters, 25,088 MACs", annotations[3].Text);
        Assert.Equal("(1), 17 parameters, 16 MACs", annotations[6].Text);
    }

    [Fact]
    public void A_variant_tells_only_its_own_layers_and_the_file_tells_all()
    {
        Assert.Equal([15, 15], Of("other").Where(annotation => annotation.Kind is "flatten" || annotation.Names[0] == "dense1").Select(annotation => annotation.Span.StartLine));
        IReadOnlyList<LayerAnnotation> all = SpecAnnotations.OfAll(new SpecFile("t", Text));
        Assert.Equal(9, all.Count);
        Assert.Equal(["other", "other"], all.Where(annotation => annotation.Variant != "base").Select(annotation => annotation.Variant));
        Assert.Empty(Of("nobody"));
    }

    [Fact]
    public void The_parameters_of_every_model_add_up_to_the_plans()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models"), "*.siamese.yaml"))
        {
            var file = new SpecFile(path, File.ReadAllText(path));
            foreach (ModelPlan plan in SpecCompiler.Compile(file).Family!.Variants)
            {
                LayerAnnotation[] annotations = [.. SpecAnnotations.Of(file, plan.Variant)];

                // A composite tells the sum of what is inside, which is told there.
                long parameters = annotations.Where(annotation => annotation.Kind is not ("residual" or "parallel")).Sum(annotation => annotation.Parameters) + (plan.Head.Calibrated ? 2 : 0);
                Assert.Equal((plan.Variant, plan.ParameterCount), (plan.Variant, parameters));
            }
        }
    }

    [Fact]
    public void One_parameter_and_one_multiplication_are_told_in_the_singular() =>
        Assert.Equal(["(1), 1 parameter, 1 MAC"], SpecAnnotations.OfAll(new SpecFile("t", "siamese: 1\nmodel: T\ninput: { shape: [1] }\ntower: [dense: { units: 1, bias: false }]\nhead: euclidean\nloss: contrastive\n")).Select(annotation => annotation.Text));

    [Theory]
    [InlineData("")]
    [InlineData("tower: [")]
    [InlineData("siamese: 1\ntower: { dense: 3 }")]
    public void What_cannot_be_read_has_no_annotations(string text) => Assert.Empty(SpecAnnotations.OfAll(new SpecFile("t", text)));

    private static IReadOnlyList<LayerAnnotation> Of(string variant) => SpecAnnotations.Of(new SpecFile("t", Text), variant);
}
