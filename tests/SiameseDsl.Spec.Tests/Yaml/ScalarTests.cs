using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Tests.Yaml;

public sealed class ScalarTests
{
    [Theory]
    [InlineData("0", NumberKind.Integer, 0)]
    [InlineData("-12", NumberKind.Integer, -12)]
    [InlineData("+12", NumberKind.Integer, 12)]
    [InlineData("0x1F", NumberKind.Integer, 31)]
    [InlineData("0o17", NumberKind.Integer, 15)]
    [InlineData("007", NumberKind.Integer, 7)]
    [InlineData("0xaF09", NumberKind.Integer, 0xaF09)]
    [InlineData("0x", NumberKind.None, 0)]
    [InlineData("0x1g", NumberKind.None, 0)]
    [InlineData("0x1G", NumberKind.None, 0)]
    [InlineData("0x1/", NumberKind.None, 0)]
    [InlineData("0x1:", NumberKind.None, 0)]
    [InlineData("0x1@", NumberKind.None, 0)]
    [InlineData("0x1`", NumberKind.None, 0)]
    [InlineData("0o18", NumberKind.None, 0)]
    [InlineData("9223372036854775807", NumberKind.Integer, long.MaxValue)]
    [InlineData("9223372036854775808", NumberKind.HugeInteger, 0)]
    [InlineData("0xFFFFFFFFFFFFFFFF", NumberKind.HugeInteger, 0)]
    [InlineData("1_000", NumberKind.None, 0)]
    [InlineData("1:30", NumberKind.None, 0)]
    [InlineData("0b1", NumberKind.None, 0)]
    [InlineData("", NumberKind.None, 0)]
    [InlineData("-", NumberKind.None, 0)]
    [InlineData(".", NumberKind.None, 0)]
    [InlineData("1e", NumberKind.None, 0)]
    [InlineData("yes", NumberKind.None, 0)]
    [InlineData("-.INF", NumberKind.Infinite, 0)]
    [InlineData(".NaN", NumberKind.NaN, 0)]
    [InlineData("1e400", NumberKind.Infinite, 0)]
    [InlineData("1e+", NumberKind.None, 0)]
    [InlineData("1e5x", NumberKind.None, 0)]
    [InlineData("+inf", NumberKind.Infinite, 0)]
    [InlineData("Infinity", NumberKind.Infinite, 0)]
    [InlineData("nan", NumberKind.NaN, 0)]
    public void IntegersFollowTheCoreSchema(string text, object kind, long value)
    {
        Assert.Equal((NumberKind)kind, CoreScalar.Classify(text, out long integer, out _));
        Assert.Equal(value, (NumberKind)kind == NumberKind.Integer ? integer : 0);
    }

    [Fact]
    public void A_whole_number_beyond_every_double_is_still_a_whole_number() =>
        Assert.Equal(NumberKind.HugeInteger, CoreScalar.Classify(new string('9', 400), out _, out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("FALSE", false)]
    [InlineData("tRUE", null)]
    [InlineData("yes", null)]
    [InlineData("fALSE", null)]
    [InlineData("", null)]
    public void Truth_has_three_spellings_each(string text, bool? value)
    {
        Assert.Equal(value is not null, CoreScalar.TryBoolean(text, out bool read));
        Assert.Equal(value ?? false, read);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("~", true)]
    [InlineData("null", true)]
    [InlineData("Null", true)]
    [InlineData("NULL", true)]
    [InlineData("nULL", false)]
    [InlineData("none", false)]
    [InlineData("0", false)]
    public void Nothing_has_five_spellings_and_none_in_quotes(string text, bool isNull)
    {
        Assert.Equal(isNull, new YamlScalar(text, isPlain: true, default).IsNull);
        Assert.False(new YamlScalar(text, isPlain: false, default).IsNull);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-1E-3", -0.001)]
    [InlineData("+2.5e+2", 250)]
    public void RealsFollowTheCoreSchema(string text, double value)
    {
        Assert.Equal(NumberKind.Real, CoreScalar.Classify(text, out _, out double real));
        Assert.Equal(value, real);
    }

    [Theory]
    [InlineData("1e-3", "0.001")]
    [InlineData("0.0010", "0.001")]
    [InlineData(".5", "0.5")]
    [InlineData("+5.", "5.0")]
    [InlineData("128", "128.0")]
    [InlineData("-0", "0.0")]
    [InlineData("-2.50E1", "-25.0")]
    [InlineData("1e-8", "1.0e-8")]
    [InlineData("123e-10", "1.23e-8")]
    [InlineData("1e20", "1.0e20")]
    [InlineData("1e99999999999", "0.0")]
    [InlineData("0.1", "0.1")]
    public void EqualNumbersHaveOneText(string literal, string normal) => Assert.Equal(normal, DecimalText.Normalize(literal));

    [Fact]
    public void NormalTextKeepsTheValue()
    {
        var random = new Random(3);
        for (int i = 0; i < 2000; i++)
        {
            double value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30));
            string literal = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(value, double.Parse(DecimalText.Normalize(literal), System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
