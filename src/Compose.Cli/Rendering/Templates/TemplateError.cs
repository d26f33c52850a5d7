namespace Compose.Cli.Rendering.Templates;

/// <summary>
/// What is wrong with a template of the user, and where in it. An exception, because it comes out of the depth of an expression; the one
/// place that catches it is <see cref="OutputTemplate"/>.
/// </summary>
internal sealed class TemplateError(int start, int length, string message, string? help = null) : Exception(message)
{
    public int Start { get; } = start;
    public int Length { get; } = Math.Max(1, length);
    public string? Help { get; } = help;
}
