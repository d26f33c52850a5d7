using Compose.Engine.Artifacts;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Remotes;

/// <summary>The section `remotes` of ncompose.lock: the digest or commit of each remote file, by its reference.</summary>
public static class RemotePins
{
    public const string FileName = "ncompose.lock";
    public const string Section = "remotes";

    /// <summary>
    /// What the lock file says before the files are loaded. A file that is no lock file pins nothing: commands that use it report it.
    /// </summary>
    public static Dictionary<string, string> Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file) || RegularFile.Refusal(file) is not null)
            return pins;
        var problems = new DiagnosticBag();
        var source = new SourceSet().Add(file, file, File.ReadAllText(file));
        if (YamlReader.Read(source, problems).Documents.FirstOrDefault()?.Root is YamlMapping root && root[Section] is YamlMapping remotes)
            foreach (var entry in remotes.Entries)
                if (IsPin(entry.Value))
                    pins[entry.Key] = ((YamlScalar)entry.Value).Text;
        return pins;
    }

    /// <summary>A digest or a commit. It becomes the name of a folder.</summary>
    public static bool IsPin(YamlNode node) =>
        node is YamlScalar { Text: var text } && (ArtifactName.IsDigest(text) || GitFetch.IsCommit(text));
}
