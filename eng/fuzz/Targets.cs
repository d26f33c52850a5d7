using System.Collections.Immutable;
using System.Text;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Copy;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Ignoring;
using Compose.Files.Text;

namespace Compose.Fuzz;

/// <summary>
/// What reads hostile input, each with bytes of the fuzzer. A failure that the code reports is no crash; every other exception is one.
/// </summary>
internal static class Targets
{
    public static readonly IReadOnlyDictionary<string, Action<byte[]>> All = new SortedDictionary<string, Action<byte[]>>(
        StringComparer.Ordinal)
    {
        ["archive"] = Archive,
        ["dockerignore"] = IgnoreFile,
        ["http"] = HttpAnswers.Read,
        ["template"] = Template,
        ["yaml"] = Yaml,
    };

    private static readonly string[] Paths =
        ["a", "a/b.txt", "src/main.go", "node_modules/x/y/z.js", ".git/config", "deep/er/and/deep/er/file.tar.gz", "ü/ß"];

    /// <summary>A compose file through all stages, to the project and its canonical form.</summary>
    private static void Yaml(byte[] input)
    {
        const string folder = "/fuzz";
        var path = folder + "/compose.yaml";
        ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile(path, path, input)],
            FileSource = new FileSource(new Dictionary<string, byte[]> { [path] = input }),
            Directory = folder,
            Environment = ComposeEnvironment.From([new("A", "1"), new("EMPTY", "")], "shell"),
            ProjectName = "fuzz",
            Trace = true,
        });
    }

    /// <summary>A Go template, printed for one row with each kind of value.</summary>
    private static void Template(byte[] input)
    {
        var row = new TemplateValue.Fields(
            KeyValuePair.Create("Name", TemplateValue.Of("web")),
            KeyValuePair.Create("Count", TemplateValue.Of(3L)),
            KeyValuePair.Create("Up", TemplateValue.Of(true)),
            KeyValuePair.Create("None", TemplateValue.Nothing),
            KeyValuePair.Create("List", (TemplateValue)new TemplateValue.List([TemplateValue.Of("a"), TemplateValue.Of(2L)])),
            KeyValuePair.Create(
                "Map", (TemplateValue)new TemplateValue.Map(
                ImmutableSortedDictionary<string, TemplateValue>.Empty.Add("k", TemplateValue.Of("v")))));
        var (template, _) = OutputTemplate.Parse(Encoding.UTF8.GetString(input), "{{.Name}}");
        template?.Render([row], new Dictionary<string, string> { ["Name"] = "NAME" });
    }

    /// <summary>A .dockerignore with paths of several depths.</summary>
    private static void IgnoreFile(byte[] input)
    {
        var rules = IgnoreRules.Parse(Encoding.UTF8.GetString(input));
        foreach (var path in Paths)
        {
            rules.Matches(path);
            rules.MayKeepBelow(path);
            rules.MayMatchBelow(path);
        }
    }

    /// <summary>A tar archive, unpacked below a folder. Nothing may appear beside that folder.</summary>
    private static void Archive(byte[] input)
    {
        var work = Directory.CreateTempSubdirectory("ncompose-fuzz-").FullName;
        var folder = Path.Combine(work, "target");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(work, "beside"), "untouched");
        try
        {
            ArchiveExtraction.UnpackAsync(new MemoryStream(input), folder, ".", 0, _ => { }, CancellationToken.None).GetAwaiter()
                .GetResult();
            if (Directory.GetFileSystemEntries(work).Length != 2 || File.ReadAllText(Path.Combine(work, "beside")) != "untouched")
                throw new InvalidOperationException("the archive has changed what is beside its folder");
        }
        finally
        {
            // The archive may have taken the right to read it.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.Delete(work, recursive: true);
        }
    }
}
