using System.Collections.Immutable;

namespace Compose.Cli.Rendering.Templates;

/// <summary>Something that has a value. Closed.</summary>
internal abstract record TemplateExpression(int Start, int Length)
{
    public sealed record Constant(TemplateValue Value, int Start, int Length) : TemplateExpression(Start, Length);

    public sealed record Dot(int Start, int Length) : TemplateExpression(Start, Length);

    public sealed record Variable(string Name, int Start, int Length) : TemplateExpression(Start, Length);

    /// <summary>`.Name` of something; with arguments when the name is a method's.</summary>
    public sealed record Member(TemplateExpression Of, string Name, ImmutableArray<TemplateExpression> Arguments, int Start, int Length)
        : TemplateExpression(Start, Length);

    /// <summary>A function. In a pipe the value before it is its last argument.</summary>
    public sealed record Call(string Function, ImmutableArray<TemplateExpression> Arguments, int Start, int Length)
        : TemplateExpression(Start, Length);
}
