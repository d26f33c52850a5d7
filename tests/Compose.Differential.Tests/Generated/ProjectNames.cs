namespace Compose.Differential.Tests.Generated;

/// <summary>The names that a generated project defines, so that references can be right.</summary>
internal sealed record ProjectNames(string[] Services, string[] Networks, string[] Volumes, string[] Secrets, string[] Configs)
{
    public static readonly ProjectNames Usual = new(
        ["web", "db", "cache", "job", "api-1"], ["front", "back", "default"], ["data", "logs"], ["token", "key"], ["conf", "conf2"]);
}
