using System.Text;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Host;

namespace Compose.Cli.Tests;

/// <summary>Runs the command line in process, in a folder of its own, with memory for streams: what a shell would see.</summary>
internal sealed class Run : IDisposable
{
    private readonly Dictionary<string, string> _variables = new() { ["HOME"] = "/home/someone" };
    private string _input = "";
    private bool _terminal;

    public string Folder { get; } = Directory.CreateTempSubdirectory("ncompose-cli-").FullName;

    public string Output { get; private set; } = "";
    public string Error { get; private set; } = "";
    public int ExitCode { get; private set; }

    public Run File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return this;
    }

    public Run Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public Run Input(string text)
    {
        _input = text;
        return this;
    }

    public Run OnTerminal()
    {
        _terminal = true;
        return this;
    }

    public Run Ncompose(params string[] args) => NcomposeIn(".", args);

    public Run NcomposeIn(string folder, params string[] args)
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(_input)), output, error)
        { OutputIsTerminal = _terminal, ErrorIsTerminal = _terminal };
        var surroundings = new ProcessContext(terminal, new ProcessEnvironment(_variables), Path.GetFullPath(folder, Folder));
        ExitCode = Application.Run(args, surroundings).GetAwaiter().GetResult();
        Output = Encoding.UTF8.GetString(output.ToArray());
        Error = Encoding.UTF8.GetString(error.ToArray()).Replace(Folder, "/project", StringComparison.Ordinal);
        return this;
    }

    /// <summary>The line that scripts match on.</summary>
    public string FirstErrorLine => Error.Split('\n')[0];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
