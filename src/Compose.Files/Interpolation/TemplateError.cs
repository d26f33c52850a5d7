namespace Compose.Files.Interpolation;

/// <summary>
/// Why a string could not be evaluated, and the place of it in the string. <see cref="Variable"/> is the required variable that has no value;
/// without one the text is no valid template, and <see cref="Text"/> is the part of the string that Docker Compose quotes.
/// </summary>
public sealed record TemplateError(int Offset, int Length, string? Variable, string Text)
{
    public string Message => Variable is null ? $"Invalid template: {Compose.Files.Text.GoText.Quote(Text)}"
        : Text.Length == 0 ? $"required variable {Variable} is missing a value"
        : $"required variable {Variable} is missing a value: {Text}";
}
