namespace Compose.Execution.Copy;

/// <summary>A path as it was typed: a slash or a dot at its end says that a folder, or what is in it, is meant.</summary>
internal readonly record struct CopyPath(string Text)
{
    /// <summary>`dir/.`: the contents, not the folder.</summary>
    public bool MeansContents => Text is "." || Text.EndsWith("/.", StringComparison.Ordinal);

    public bool SaysDirectory => MeansContents || Text.EndsWith('/');

    /// <summary>Without what only says that it is a folder.</summary>
    public string Bare
    {
        get
        {
            var text = MeansContents ? Text[..^1] : Text;
            var bare = text.TrimEnd('/');
            return bare.Length > 0 ? bare : text.Length > 0 ? "/" : ".";
        }
    }

    /// <summary>The last part; `.` for the contents of a folder, and for the root.</summary>
    public string Name => MeansContents || Bare == "/" ? "." : Bare[(Bare.LastIndexOf('/') + 1)..];

    public string Parent
    {
        get
        {
            var slash = Bare.LastIndexOf('/');
            return slash > 0 ? Bare[..slash] : slash == 0 ? "/" : ".";
        }
    }

    public override string ToString() => Text;
}
