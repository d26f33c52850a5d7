namespace Compose.Cli.Rendering.Templates;

internal enum TokenKind
{
    /// <summary>Text outside of braces.</summary>
    Text,
    Open,
    Close,
    Word,

    /// <summary>`.Name`, or `.` alone.</summary>
    Field,

    /// <summary>`$name`, or `$` alone.</summary>
    Variable,
    String,
    Number,

    /// <summary>One of | ( ) , = and :=.</summary>
    Sign,
    End,
}

internal readonly record struct TemplateToken(TokenKind Kind, string Text, int Start, int Length);
