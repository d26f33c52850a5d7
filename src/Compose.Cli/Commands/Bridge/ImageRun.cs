using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Bridge;

/// <summary>Runs transformation images one after the other over the same model and into the same folder.</summary>
internal sealed class ImageRun(CommandContext run, string output, string? templates)
{
    public async Task<int> RunAsync(ImmutableArray<string> images, byte[] model)
    {
        var input = Directory.CreateTempSubdirectory("ncompose-bridge-").FullName;
        var aside = $"{Path.TrimEndingDirectorySeparator(output)}.{Path.GetRandomFileName()}";
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(input, "compose.yaml"), model, run.Stop);
            Directory.CreateDirectory(aside);
            foreach (var image in images)
            {
                var exit = await run.Engine.Transformations.RunAsync(image, input, aside, templates, text => run.Terminal.Print(text),
                    run.Stop);
                if (exit != 0)
                    return run.Reporter.Fail($"transformation {image} ended with exit code {exit}");
            }

            ConversionFiles.Replace(aside, output);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's folder, or that of temporary files.
            return run.Reporter.Fail(refusal.Message);
        }
        finally
        {
            Directory.Delete(input, recursive: true);
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
    }
}
