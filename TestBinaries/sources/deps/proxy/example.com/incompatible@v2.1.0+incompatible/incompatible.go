package incompatible

const Name = "incompatible"
