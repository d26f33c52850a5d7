namespace Compose.Host;

/// <summary>
/// A variable of the program itself: it decides which engine, which folders, which programs are used. Only the process's environment sets
/// it.
/// </summary>
public sealed record ProcessVariable : EnvironmentVariable
{
    internal ProcessVariable(string name, string meaning)
        : base(name, meaning)
    {
    }
}
