namespace Compose.Files.Interpolation;

/// <summary>What a reference to a variable turned into.</summary>
public enum TemplateOutcome
{
    /// <summary>The variable's value.</summary>
    Value,

    /// <summary>The variable is not set and has no default: a warning.</summary>
    Unset,

    /// <summary>The text after <c>-</c>.</summary>
    Default,

    /// <summary>The text after <c>+</c>.</summary>
    Alternate,

    /// <summary>Nothing, because the text after <c>+</c> did not apply.</summary>
    Blank,
}
