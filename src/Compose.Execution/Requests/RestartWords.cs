using System.Globalization;
using Docker.DotNet.Models;

namespace Compose.Execution.Requests;

/// <summary>A restart policy of the engine as compose files write it: <c>on-failure:3</c>.</summary>
internal static class RestartWords
{
    public const string Never = "no";

    private static readonly Dictionary<string, RestartPolicyKind> Kinds = new(StringComparer.Ordinal)
    {
        [Never] = RestartPolicyKind.No,
        ["always"] = RestartPolicyKind.Always,
        ["on-failure"] = RestartPolicyKind.OnFailure,
        ["unless-stopped"] = RestartPolicyKind.UnlessStopped,
    };

    public static string Of(RestartPolicy? policy)
    {
        var word = Kinds.FirstOrDefault(kind => kind.Value == policy?.Name).Key ?? Never;
        return policy?.MaximumRetryCount is > 0 and var count ? $"{word}:{count.ToString(CultureInfo.InvariantCulture)}" : word;
    }

    /// <summary>deploy has words of its own for what the engine calls no and always.</summary>
    /// <exception cref="RequestProblem">There is no such policy.</exception>
    public static RestartPolicyKind Kind(string word) => word switch
    {
        "" => RestartPolicyKind.Undefined,
        "none" => RestartPolicyKind.No,
        "any" => RestartPolicyKind.Always,
        _ => Kinds.TryGetValue(word, out var kind)
            ? kind
            : throw new RequestProblem($"invalid restart policy: unknown policy '{word}'; use one of {string.Join(", ", Kinds.Keys)}"),
    };
}
