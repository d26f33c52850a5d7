using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Plans;
using Compose.Files.Model;
using Compose.Planning.Drift;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`drift` on a swarm: compared with the last release; if there is none, with the files.</summary>
internal sealed class SwarmDrift(CommandContext run, ComposeProject project, ImmutableArray<string> services)
{
    private const int HasDrift = 2;
    private static readonly SwarmRequest Request = new SwarmOptions { IgnoresOrphans = true }.Request("drift", wait: true, patience: null);

    public async Task<int> RunAsync(bool fix, bool json)
    {
        if (fix && !services.IsEmpty)
            return run.Reporter.Fail("--fix mends the whole stack of a swarm", "leave the services out");
        var observed = await run.Engine.ObserveStackAsync(project.Name, others: true, run.Stop);
        var release = ReleaseHistory.Of(observed).LastOrDefault();
        if (await ReportAsync(observed, release) is not { } report)
            return ExitCodes.Failure;
        run.Inform(release is null
            ? "the swarm keeps no release of the stack, so the files are compared"
            : string.Create(CultureInfo.InvariantCulture, $"compared with release {release.Number}"));
        var view = new DriftView(run.Output.Output, run.Sources);
        run.Terminal.Print(json ? view.Json(project.Name, report) : view.Render(report), isStyled: true);
        if (!fix || report.Findings.IsEmpty)
            return report.Findings.IsEmpty ? ExitCodes.Success : HasDrift;
        await run.Locks.TakeAsync(project.Name);
        return release is null
            ? await SwarmWorkflow.RunAsync(run, project, Request)
            : await StackChange.RunAsync(run, "drift", project.Name, Request.Options, now => Task.FromResult(Mend(now, release)));
    }

    private async Task<DriftReport?> ReportAsync(ObservedStack observed, Release? release)
    {
        var report = release is null
            ? await SwarmWorkflow.PictureAsync(run, project, Request) is { } picture
                ? SwarmPlanner.Drift(project, picture.Observed, picture.Inputs, Request.Policy) : null
            : SwarmPlanner.Drift(project, observed, release);
        return report is null || services.IsEmpty
            ? report
            : report with
            {
                Findings = [.. report.Findings.Where(
                finding => finding.Service is null || services.Contains(finding.Service))]
            };
    }

    private Plan? Mend(ObservedStack observed, Release release)
    {
        var plan = SwarmPlanner.RollBack(observed, release, StackOwner.Name());
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        return plan.HasErrors ? null : plan;
    }
}
