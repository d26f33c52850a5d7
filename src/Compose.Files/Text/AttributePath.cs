namespace Compose.Files.Text;

/// <summary>
/// The keys and list positions that lead to an attribute. A key may contain dots, so the text alone does not identify it.
/// </summary>
public sealed record AttributePath(AttributePath? Parent, string Name)
{
    public static AttributePath operator /(AttributePath parent, string name) => new(parent, name);

    public static AttributePath Of(string root, params ReadOnlySpan<string> names)
    {
        var path = new AttributePath(null, root);
        foreach (var name in names)
            path /= name;
        return path;
    }

    /// <summary>Splits at the dots, for a text whose keys are no longer known.</summary>
    public static AttributePath Parse(string text)
    {
        var names = text.Split('.');
        return Of(names[0], names.AsSpan(1));
    }

    /// <summary>`path.Below("build.dockerfile")`: for names without dots of their own.</summary>
    public AttributePath Below(string dotted) => dotted.Split('.').Aggregate(this, (path, name) => path / name);

    /// <summary>The path is the other one or leads to something below it.</summary>
    public bool IsWithin(AttributePath other) => Equals(other) || Parent?.IsWithin(other) == true;

    /// <summary>`services.web.ports.0`.</summary>
    public override string ToString() => Parent is null ? Name : $"{Parent}.{Name}";
}
