using System.Text.Json;
using SiameseDsl.Spec.Schema;

namespace SiameseDsl.Spec.Tests.Schema;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quote\" and a \\ backslash")]
    [InlineData("two\nlines\tand a tab\r")]
    [InlineData("\u0000\u0001\u001f")]
    [InlineData("naïve € 😀")]
    [InlineData("")]
    public void A_text_is_read_as_it_was_written(string text)
    {
        string json = JsonText.Write(new JsonMap { { text, text }, { "list", new object[] { text, 1, true, new JsonLiteral("0.5") } } });
        using var document = JsonDocument.Parse(json);

        Assert.Equal(text, document.RootElement.GetProperty(text).GetString());
        Assert.Equal([JsonValueKind.String, JsonValueKind.Number, JsonValueKind.True, JsonValueKind.Number], document.RootElement.GetProperty("list").EnumerateArray().Select(item => item.ValueKind));
        Assert.Equal(text, document.RootElement.GetProperty("list")[0].GetString());
    }
}
