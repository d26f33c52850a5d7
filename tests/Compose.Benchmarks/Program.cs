using System.Globalization;
using Compose.Benchmarks;
using Compose.Benchmarks.Lifecycle;
using Compose.Testing.Engine;
using Compose.Testing.Processes;

// usage: dotnet run -c Release --project tests/Compose.Benchmarks -- [language] [engine] [words of case names …] [--runs N]
// Exit code 1 when a bar is missed.
var runsAt = Array.IndexOf(args, "--runs");
int? runs = runsAt >= 0 ? int.Parse(args[runsAt + 1], CultureInfo.InvariantCulture) : null;
var words = args.Where((_, i) => runsAt < 0 || (i != runsAt && i != runsAt + 1)).ToList();
var language = words.Remove("language");
var onEngine = words.Remove("engine");
bool Wanted(string name) => words.All(word => name.Contains(word, StringComparison.Ordinal));

var peer = new FileInfo(RequiredProgram.Peer).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? RequiredProgram.Peer;
var missed = 0;
if (language || !onEngine)
    missed += LanguageTable.Print(new Bench(RequiredProgram.Ncompose, peer), Cases.StartUp.Concat(Cases.Loading).Where(@case => Wanted(@case.Name)), runs);
if (onEngine || !language)
{
    using var engine = await EngineSocket.ConnectAsync();
    missed += await EngineTable.PrintAsync(new EngineBench(engine, RequiredProgram.Ncompose, peer), EngineCases.All.Where(@case => Wanted(@case.Name)), runs);
}

Console.WriteLine(missed == 0 ? "Every bar is met." : $"{missed} cases miss their bar.");
return missed == 0 ? 0 : 1;
