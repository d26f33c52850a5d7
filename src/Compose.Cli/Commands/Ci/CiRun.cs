using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Host;

namespace Compose.Cli.Commands.Ci;

/// <summary>A run of `up` with what a pipeline gets besides.</summary>
internal static class CiRun
{
    public static async Task<int> RunAsync(CommandContext run, CiOptions options, Func<Task<int>> body)
    {
        if (options is { Groups: false, JUnit: null, Artifacts: null })
            return await body();
        if (options.Groups && run.Output.Progress == ProgressMode.Json)
            options = options with { Groups = false };
        var code = await CodeAsync(run, options.Groups ? () => InGroupAsync(run, body) : body);
        await ReportAsync(run, options, code);
        return code;
    }

    /// <summary>What became of the command of `with`. Its arguments are left out, because they may hold secrets.</summary>
    public static void ReportCommand(CommandContext run, CiOptions options, string program, int code, TimeSpan elapsed)
    {
        if (options.Groups)
            Summarize(run, StepSummary.OfCommand(Path.GetFileName(program), code, elapsed));
    }

    /// <summary>What the engine refuses and what a signal cuts off is in the reports too.</summary>
    private static async Task<int> CodeAsync(CommandContext run, Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (ReportedFailure error)
        {
            return run.Reporter.Fail(error.Sentence);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>GitHub folds a group, so the failure is printed behind its end.</summary>
    private static async Task<int> InGroupAsync(CommandContext run, Func<Task<int>> body)
    {
        var isOpen = true;
        run.Terminal.ReportLine($"::group::ncompose {run.Call.Command.Name}");
        run.Reporter.OnFailure = End;
        try
        {
            return await body();
        }
        finally
        {
            End();
        }

        void End()
        {
            if (isOpen)
                run.Terminal.ReportLine("::endgroup::");
            isOpen = false;
        }
    }

    private static async Task ReportAsync(CommandContext run, CiOptions options, int code)
    {
        var project = run.Declared?.Name ?? run.Location.ProjectName ?? "project";
        var elapsed = TimeProvider.System.GetUtcNow() - run.Started;
        var cases = await ServiceCases.OfAsync(run, code);
        if (options.JUnit is { } file)
            Write(run, file, path => File.WriteAllText(path, JUnitReport.Of(project, cases, elapsed)));
        if (options.Groups)
            Summarize(run, StepSummary.Of(project, cases, elapsed));
        if (options.Artifacts is { } folder && code != ExitCodes.Success && run.Declared is not null)
            await Artifacts.WriteAsync(run, project, folder);
    }

    private static void Summarize(CommandContext run, string text)
    {
        if (run.Call.Process[EnvironmentNames.GitHubStepSummary] is { Length: > 0 } summary)
            Write(run, summary, path => File.AppendAllText(path, text));
    }

    private static void Write(CommandContext run, string path, Action<string> write)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            write(path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The outcome of the run counts; that its report is missing is said.
            run.Reporter.Warn($"{path}: {refusal.Message}");
        }
    }
}
