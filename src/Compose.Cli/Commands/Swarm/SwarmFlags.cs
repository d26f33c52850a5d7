using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Planning.Swarm.Binding;

namespace Compose.Cli.Commands.Swarm;

/// <summary>The flags of <see cref="SwarmOptions"/>.</summary>
internal sealed class SwarmFlags(string resolvedByDefault)
{
    private readonly Option<bool> _noPlanCheck = Flag.Switch(
        "--no-plan-check", null, "On a swarm: go on although no node can run a service now");
    private readonly Option<bool> _noRollback = Flag.Switch(
        "--no-rollback", null, "On a swarm: leave updated services as they are when one does not converge");
    private readonly Option<bool> _prune = Flag.Switch(
        "--prune", null, "On a swarm: remove services, networks, configs and secrets that the files do not declare");
    private readonly Option<string> _resolve =
        Flag.Text(
            "--resolve-image", null, "On a swarm: when to ask the registry for digests (\"always\"|\"changed\"|\"never\")",
            resolvedByDefault);
    private readonly Option<bool> _rotate = Flag.Switch("--rotate-secrets", null, "On a swarm: replace secrets whose content is unknown");
    private readonly Option<bool> _auth = Flag.Switch(
        "--with-registry-auth", null, "On a swarm: hand credentials for registries to the nodes", byDefault: true);

    public Option[] All => [_noPlanCheck, _noRollback, _prune, _resolve, _rotate, _auth];

    public SwarmOptions Read(Invocation call) => new()
    {
        NoPlanCheck = call.Value(_noPlanCheck),
        NoRollback = call.Value(_noRollback),
        Prune = call.Value(_prune),
        RotateSecrets = call.Value(_rotate),
        NoCredentials = call.IsGiven(_auth) && !call.Value(_auth),
        Resolve = call.Value(
            _resolve) switch
        { "always" => ResolvePolicy.Always, "never" => ResolvePolicy.Never, _ => ResolvePolicy.Changed },
    };

    public string? Validate(Invocation call) =>
        call.Value(_resolve) is null or "always" or "changed" or "never" ? null
            : $"invalid --resolve-image {GoSyntax.Quote(call.Value(_resolve))}: write always, changed or never";
}
