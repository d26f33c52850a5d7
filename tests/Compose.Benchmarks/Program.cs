using System.Globalization;
using Compose.Benchmarks;
using Compose.Benchmarks.Editing;
using Compose.Benchmarks.Lifecycle;
using Compose.Benchmarks.Watching;
using Compose.Testing.Engine;
using Compose.Testing.Processes;

// usage: dotnet run -c Release --project tests/Compose.Benchmarks -- [language] [engine] [watch] [editor] [words of case names …] [--runs N] [--idle
// SECONDS] Exit code 1 when a bar is missed.
var words = args.ToList();
var runs = Number("--runs");
var idle = TimeSpan.FromSeconds(Number("--idle") ?? 300);
var language = words.Remove("language");
var onEngine = words.Remove("engine");
var watching = words.Remove("watch");
var editing = words.Remove("editor");
var all = !language && !onEngine && !watching && !editing;
bool Wanted(string name) => words.All(word => name.Contains(word, StringComparison.Ordinal));

var peer = new FileInfo(RequiredProgram.Peer).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? RequiredProgram.Peer;
var missed = 0;
if (language || all)
    missed += LanguageTable.Print(
        new Bench(RequiredProgram.Ncompose, peer), Cases.StartUp.Concat(Cases.Loading).Where(@case => Wanted(@case.Name)), runs);
if (onEngine || all)
{
    using var engine = await EngineSocket.ConnectAsync();
    missed += await EngineTable.PrintAsync(
        new EngineBench(engine, RequiredProgram.Ncompose, peer), EngineCases.All.Where(@case => Wanted(@case.Name)), runs);
}

if (watching || all)
{
    using var engine = await EngineSocket.ConnectAsync();
    missed += await new WatchTable(engine, RequiredProgram.Ncompose, peer).PrintAsync(runs, idle);
}

if (editing || all)
    missed += await new EditorTable(Path.Combine(Path.GetDirectoryName(RequiredProgram.Ncompose)!, "ncompose-lsp")).PrintAsync(runs);

Console.WriteLine(missed == 0 ? "Every bar is met." : $"{missed} cases miss their bar.");
return missed == 0 ? 0 : 1;

int? Number(string flag)
{
    var at = words.IndexOf(flag);
    if (at < 0)
        return null;
    var number = int.Parse(words[at + 1], CultureInfo.InvariantCulture);
    words.RemoveRange(at, 2);
    return number;
}
