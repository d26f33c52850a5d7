namespace Compose.Files.Interpolation;

/// <summary>
/// Why a string could not be evaluated, and the place of it in the string. <see cref="Variable"/> is the required variable that has no
/// value; without one the text is no valid template, and <see cref="Text"/> is the part of the string that Docker Compose quotes.
/// </summary>
public sealed record TemplateError(int Offset, int Length, string? Variable, string Text)
{
    /// <summary>The text with the values of all variables would be longer than what a load may need.</summary>
    public bool IsTooLong { get; init; }

    public string Message =>
        IsTooLong ? string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"the values of variables are longer than {SubstitutionBudget.Characters:N0} characters in all")
        : Variable is null ? $"Invalid template: {Compose.Files.Text.GoText.Quote(Text)}"
        : Text.Length == 0 ? $"required variable {Variable} is missing a value"
        : $"required variable {Variable} is missing a value: {Text}";
}
