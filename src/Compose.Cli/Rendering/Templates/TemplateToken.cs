namespace Compose.Cli.Rendering.Templates;

enum TokenKind
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

readonly record struct TemplateToken(TokenKind Kind, string Text, int Start, int Length);
