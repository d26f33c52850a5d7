namespace Compose.Ui.Model;

/// <param name="Container">Its id.</param>
/// <param name="Service">The service it belongs to.</param>
/// <param name="Cpu">Percent of one processor.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Limit">Bytes that it may have.</param>
public sealed record UsageDocument(string Container, string Service, double Cpu, double Memory, double Limit);
