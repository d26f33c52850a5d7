using Compose.Fuzz;
using SharpFuzz;

// TARGET: one input from standard input, or many from the fuzzer that has started this. TARGET FILE...: each file once, for a crash that
// was found.
var target = args.Length > 0 ? args[0] : "";
if (!Targets.All.TryGetValue(target, out var run))
{
    Console.Error.WriteLine($"usage: Compose.Fuzz {string.Join('|', Targets.All.Keys)} [FILE...]");
    return 2;
}

foreach (var file in args.Skip(1))
    run(File.ReadAllBytes(file));
if (args.Length == 1)
    Fuzzer.OutOfProcess.Run(input =>
    {
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        run(bytes.ToArray());
    });
return 0;
