using System.Collections.Immutable;

namespace Compose.Cli.Rendering.Templates;

/// <summary>A parsed template. Closed.</summary>
internal abstract record TemplateNode(int Start, int Length)
{
    public sealed record Text(string Value, int Start, int Length) : TemplateNode(Start, Length);

    public sealed record Print(TemplateExpression Value, int Start, int Length) : TemplateNode(Start, Length);

    /// <summary>`{{$x := …}}` or `{{$x = …}}`.</summary>
    public sealed record Assign(string Variable, bool IsNew, TemplateExpression Value, int Start, int Length) : TemplateNode(Start, Length);

    /// <summary>`if` and `with`: <paramref name="Moves"/> is whether the dot becomes the condition's value.</summary>
    public sealed record Choice(
        TemplateExpression Condition, string? Variable, bool Moves, ImmutableArray<TemplateNode> Then, ImmutableArray<TemplateNode> Else,
        int Start, int Length) : TemplateNode(Start, Length);

    public sealed record Range(
        TemplateExpression Over, string? Key, string? Item, ImmutableArray<TemplateNode> Body, ImmutableArray<TemplateNode> Else, int Start,
        int Length) : TemplateNode(Start, Length);
}
