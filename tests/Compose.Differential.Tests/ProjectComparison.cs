using System.Text;
using Compose.Files.Tests;
using Compose.Testing.Goldens;
using Compose.Testing.Processes;
using Compose.Testing.Specs;

namespace Compose.Differential.Tests;

/// <summary>One project through both programs, in the same folder.</summary>
internal sealed record ProjectComparison(ConfigOutputs Ours, ConfigOutputs Peer)
{
    private const string DialectVariable = "NCOMPOSE_DIALECT";
    private const string PeerDialect = "2.40";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public bool SameAcceptance => Ours.Accepted == Peer.Accepted;

    /// <summary>NCOMPOSE_DIFFERENTIAL=whole compares every form of every project; else they take turns.</summary>
    public static ConfigForms FormsOf(int number) =>
        Environment.GetEnvironmentVariable("NCOMPOSE_DIFFERENTIAL") == "whole" ? ConfigForms.All : (number % 3) switch
        {
            0 => ConfigForms.Json,
            1 => ConfigForms.Yaml,
            _ => ConfigForms.Json | ConfigForms.Hashes,
        };

    public static async Task<ProjectComparison> Of(SpecCase @case, ConfigForms forms)
    {
        using var workspace = SpecWorkspace.Write(@case);
        return await Of(SpecInvocation.Of(@case, workspace), workspace, forms);
    }

    public static async Task<ProjectComparison> Of(SpecInvocation invocation, SpecWorkspace workspace, ConfigForms forms = ConfigForms.All)
    {
        var ours = await ConfigOutputs.Of(
            command => NcomposeInProcess.RunAsync(For(command, invocation).With(DialectVariable, PeerDialect), workspace, command), forms);
        var peer = await ConfigOutputs.Of(
            command => ProcessRun.RunAsync(
                RequiredProgram.Peer, For(command, invocation).Arguments(command), workspace.Project, invocation.Environment,
                invocation.Input, Limit),
            forms);
        return new ProjectComparison(ours, peer);
    }

    /// <summary>
    /// Hashes are asked for without the options of a case: --no-interpolate or services would make another question of it.
    /// </summary>
    private static SpecInvocation For(string[] command, SpecInvocation invocation) =>
        command.Contains("--hash") ? invocation with { Options = [] } : invocation;

    /// <summary>What differs, for people; null when nothing does.</summary>
    public string? Difference()
    {
        if (!SameAcceptance)
            return Ours.Accepted ? $"accepted here, refused by the peer:\n{Peer.Error}"
                : $"accepted by the peer, refused here:\n{Ours.Error}";
        if (!Ours.Accepted)
            return null;

        var text = new StringBuilder();
        foreach (var ((form, peer), (_, ours)) in Peer.Runs.Zip(Ours.Runs))
            Add(text, form, peer, ours);
        return text.Length > 0 ? text.ToString() : null;
    }

    private static void Add(StringBuilder text, string what, ProcessRun peer, ProcessRun ours)
    {
        if (peer.ExitCode != ours.ExitCode)
            text.AppendLine($"{what}: exit {peer.ExitCode} by the peer, {ours.ExitCode} here\n{peer.Error}{ours.Error}");
        else if (peer.Output != ours.Output)
            text.AppendLine(UnifiedDiff.Of(peer.Output, ours.Output, $"peer: {what}", $"here: {what}"));
    }
}
