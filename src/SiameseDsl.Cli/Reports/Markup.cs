using System.Globalization;
using System.Xml.Linq;

namespace SiameseDsl.Cli.Reports;

/// <summary>Makes elements that both an XML and an HTML reader understand: names escape themselves, and nothing but void elements closes itself.</summary>
internal static class Markup
{
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>An HTML element; content may be text, elements, attributes, lists of these, or null for nothing.</summary>
    public static XElement Tag(string name, params object?[] content)
    {
        var element = new XElement(Html + name, content);
        if (element.IsEmpty && name is not ("meta" or "br" or "hr" or "col"))
        {
            // An HTML reader takes <td/> for an opening tag.
            element.Add(new XText(""));
        }

        return element;
    }

    public static XElement Draw(string name, params object?[] content) => new(Svg + name, content);

    public static XAttribute Class(string value) => new("class", value);

    public static XAttribute At(string name, double value) => new(name, Math.Round(value, 2).ToString(CultureInfo.InvariantCulture));

    public static XAttribute At(string name, string value) => new(name, value);

    public static XElement Label(double x, double y, string text, string @class) => Draw("text", At("x", x), At("y", y), Class(@class), text);

    public static XElement Line(double x1, double y1, double x2, double y2, string @class) =>
        Draw("line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), Class(@class));

    public static XElement Box(double x, double y, double width, double height, string @class, double radius = 0) =>
        Draw("rect", At("x", x), At("y", y), At("width", Math.Max(0, width)), At("height", height), radius > 0 ? At("rx", radius) : null, Class(@class));
}
