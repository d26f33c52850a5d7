namespace Compose.Files.Interpolation;

/// <summary>A variable as a template mentions it, for `config --variables`.</summary>
public sealed record TemplateVariable(string Name, string Default, string Alternate, bool IsRequired)
{
    /// <summary>What both mentions say. A later default takes the place of an earlier one, a mention without one does not.</summary>
    public TemplateVariable And(TemplateVariable later) => new(
        Name, later.Default.Length > 0 ? later.Default : Default, later.Alternate.Length > 0 ? later.Alternate : Alternate,
        IsRequired || later.IsRequired);
}
