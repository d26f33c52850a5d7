using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>The type of a scalar by its tag, or by its text when it is plain and has no tag.</summary>
internal static class TaggedScalars
{
    public static YamlScalar Resolve(RawScalar raw, string? type, SourceText source, DiagnosticBag diagnostics)
    {
        if (type is null)
            return raw.IsPlain ? ByText(raw, timestamps: true) : YamlScalar.String(raw.Span, raw.Text);
        if (type == "!!binary")
            return Binary(raw, source, diagnostics);
        if (type is not ("!!int" or "!!float" or "!!bool" or "!!null" or "!!timestamp"))
            return YamlScalar.String(raw.Span, raw.Text);
        var value = ByText(raw, timestamps: type == "!!timestamp");
        if (ScalarResolver.TypeOf(value.Kind) == type)
            return value;
        if (type == "!!float" && value.Kind == ScalarKind.Integer)
            return new YamlScalar(raw.Span, ScalarKind.Float, GoText.Float(value.Number), value.Number);
        diagnostics.Add(YamlProblems.Tag(source, raw.Span, ScalarResolver.TypeOf(value.Kind), raw.Text, type));
        return value;
    }

    private static YamlScalar ByText(RawScalar raw, bool timestamps) =>
        (ScalarResolver.MayBeOther(raw.Text) ? ScalarResolver.Resolve(raw.Span, raw.Text, timestamps) : null)
        ?? YamlScalar.String(raw.Span, raw.Text);

    private static YamlScalar Binary(RawScalar raw, SourceText source, DiagnosticBag diagnostics)
    {
        var bytes = new byte[raw.Text.Length];
        if (Convert.TryFromBase64String(raw.Text, bytes, out var length))
            return YamlScalar.String(raw.Span, Encoding.UTF8.GetString(bytes, 0, length));
        diagnostics.Add(YamlProblems.Base64(source, raw.Span));
        return YamlScalar.String(raw.Span, "");
    }
}
