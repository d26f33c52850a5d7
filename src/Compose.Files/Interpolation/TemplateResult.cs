using System.Diagnostics.CodeAnalysis;

namespace Compose.Files.Interpolation;

/// <summary>The evaluated text, or what is wrong.</summary>
public readonly record struct TemplateResult(string Text, TemplateError? Error)
{
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Error is null;
}
