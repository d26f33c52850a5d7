namespace Compose.Host;

/// <summary>A variable about the project: the process's environment sets it, and where that does not, the project's .env file.</summary>
public sealed record ProjectVariable : EnvironmentVariable
{
    internal ProjectVariable(string name, string meaning)
        : base(name, meaning)
    {
    }
}
