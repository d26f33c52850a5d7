namespace Compose.Planning.Pictures;

public readonly record struct Point(double X, double Y);
