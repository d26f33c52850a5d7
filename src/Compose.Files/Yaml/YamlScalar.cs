using System.Globalization;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A scalar with its resolved kind. <see cref="Text"/> is its value as text: for a string the string, for an integer its decimal digits
/// (whatever base the file wrote), for a float the form that Docker Compose prints, for a boolean true or false, for null nothing.
/// </summary>
public sealed class YamlScalar(SourceSpan span, ScalarKind kind, string text, double number = 0, YamlTag tag = YamlTag.None)
    : YamlNode(span, tag)
{
    public ScalarKind Kind { get; } = kind;
    public string Text { get; } = text;

    /// <summary>The value of a float or an integer (rounded for very large ones, <see cref="Text"/> is exact).</summary>
    public double Number { get; } = number;

    public override string TypeName => Kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Boolean => "boolean",
        ScalarKind.Integer or ScalarKind.Float => "number",
        ScalarKind.Timestamp => "timestamp",
        _ => "string",
    };

    public static YamlScalar Null(SourceSpan span) => new(span, ScalarKind.Null, "");
    public static YamlScalar String(SourceSpan span, string text) => new(span, ScalarKind.String, text);
    public static YamlScalar Boolean(SourceSpan span, bool value) => new(span, ScalarKind.Boolean, value ? "true" : "false");
    public static YamlScalar Integer(SourceSpan span, long value) =>
        new(span, ScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture), value);

    public override YamlScalar WithTag(YamlTag tag) => tag == Tag ? this : new(Span, Kind, Text, Number, tag);
    public override string ToString() => Text;
}
